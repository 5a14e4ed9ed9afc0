"""The SQLite database of a folder: its tables, for records and drafts."""

import sqlite3
from pathlib import Path

_TABLES = """
create table if not exists events (
    reference text not null, number integer not null, hash text not null, body text not null,
    primary key (reference, number));
create table if not exists submissions (id text primary key, body text not null);
create table if not exists outbox (
    id text primary key, body text not null,
    state text not null, tries integer not null, due_at text not null);
create index if not exists outbox_by_time on outbox (due_at);
create table if not exists awaited (
    reference text not null, form text not null, at text not null, body text not null,
    primary key (reference, form));
create table if not exists attention (
    reference text not null, number integer not null, at text not null, primary key (reference, number));
create index if not exists awaited_by_time on awaited (at);
create table if not exists drafts (
    id text primary key, revision integer not null, expires_at text not null, body text not null,
    tries integer not null default 0, emails integer not null default 0);
create index if not exists drafts_by_time on drafts (expires_at);
"""
_LATER_COLUMNS = {
    "state": "text not null default 'ready'",
    "tries": "integer not null default 0",
    "due_at": "text not null default '2026-01-01T00:00:00.000000Z'",
}


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open the database, with every table it needs. Drafts lie in it too, so that Send can destroy one."""
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    _bring_up_to_date(connection)
    connection.executescript(_TABLES)
    return connection


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Give the outbox of an earlier version its later columns: all in it is ready, and long due."""
    there = {name for _, name, *_ in connection.execute("pragma table_info(outbox)")}
    for name, kind in _LATER_COLUMNS.items():
        if there and name not in there:
            connection.execute(f"alter table outbox add column {name} {kind}")

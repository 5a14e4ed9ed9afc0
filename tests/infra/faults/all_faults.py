"""Every planted fault by its name."""

from tests.infra.faults import delivery, documents, for_tools, functions, storage, watching, web

SEEN_BY_RULES = [
    *storage.FAULTS,
    *functions.FAULTS,
    *delivery.FAULTS,
    *documents.FAULTS,
    *web.FAULTS,
    *watching.FAULTS,
]
SEEN_BY_TOOLS = for_tools.FAULTS
FAULTS = {fault.name: fault for fault in (*SEEN_BY_RULES, *SEEN_BY_TOOLS)}

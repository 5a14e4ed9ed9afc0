"""Our JavaScript made smaller, rule by rule."""

import pytest

from forms_src.shrinking import shrunk


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("// Why.\nstart();\n  // More.\n  stop();", "start();stop();"),
        ("say('a  // b');", "say('a  // b');"),
        (r"say('don\'t', a);", r"say('don\'t',a);"),
        ("return a + +b - -c;", "return a+ +b- -c;"),
        ("if (a in b) return typeof c;", "if(a in b)return typeof c;"),
        ("half(a / b / c);", "half(a/b/c);"),
        ("if (/[/'] x/i.test(a)) stop();", "if(/[/'] x/i.test(a))stop();"),
        ("use({a: 1, b: [2, 3,],});", "use({a:1,b:[2,3]});"),
        ("const f = () => false;\nuse(f === true, 'true');", "let A=()=>!1;use(A===!0,'true');"),
    ],
)
def test_comments_and_white_space_go_and_strings_and_patterns_stay(script: str, small: str) -> None:
    assert shrunk(script) == small


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("const first = (one) => one.first(first);", "let A=a=>a.first(A);"),
        ("const f = (left, right) => left + right;", "let A=(a,b)=>a+b;"),
        (
            "const f = ([left, , right], ...rest) => use(rest, right, left);",
            "let A=([a,,b],...c)=>use(c,b,a);",
        ),
        ("const f = (q, within = document) => q + within;", "let A=(a,b=document)=>a+b;"),
        (
            "const f = (a) => { let total = a; total += 1; return total; };",
            "let A=a=>{let b=a;b+=1;return b};",
        ),
        ("use((item) => item.map((item) => item.id));", "use(a=>a.map(a=>a.id));"),
        ("use((item) => other((one) => one + item));", "use(a=>other(b=>b+a));"),
        ("use((one) => one, (two) => two);", "use(a=>a,a=>a);"),
        ("use((one) => `${one.a} one ${one}`);", "use(a=>`${a.a} one ${a}`);"),
        (
            "const value = 1;\nuse({value: value, other: value ? value : 2});",
            "let A=1;use({value:A,other:A?A:2});",
        ),
        ("const long = 1;\nconst much = 2;\nuse(much, much, long);", "let B=1,A=2;use(A,A,B);"),
        ("const name = 1;\nuse(item?.name);", "let A=1;use(item?.name);"),
    ],
)
def test_our_own_names_become_short_and_properties_stay(script: str, small: str) -> None:
    assert shrunk(script) == small


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("const a = 1;\nconst b = 2;", "let A=1,B=2;"),
        ("const a = 1;\nlet b;\nconst c = 2;", "let A=1,B,C=2;"),
        (
            "const f = () => {\n  const a = 1;\n  const b = a;\n  return b;\n};",
            "let A=()=>{let a=1,b=a;return b};",
        ),
        ("if (x) stop();\nconst a = 1;", "if(x)stop();let A=1;"),
    ],
)
def test_declarations_in_a_row_become_one(script: str, small: str) -> None:
    assert shrunk(script) == small


def test_there_are_names_enough() -> None:
    script = "".join(f"const name{n} = {n};\n" for n in range(200))
    names = [one.split("=")[0] for one in shrunk(script).removeprefix("let ").split(",")]
    assert len(set(names)) == 200

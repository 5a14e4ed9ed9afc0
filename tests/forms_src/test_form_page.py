"""The page of questions: what it says first, what was typed, what is wrong, items added and removed."""

from forms_src.answers import Fault
from forms_src.pages import form_page
from forms_src.posted import Posted
from tests.forms_src.html_reader import Element, read_html
from tests.forms_src.sample_pages import kinds, ndis, read_kinds
from tests.forms_src.small_forms import Typed, posted


def test_the_page_of_questions_says_what_people_need_before_they_start() -> None:
    page = read_html(form_page(ndis()))
    words = page.all("main")[0].text
    for needed in (
        "If someone is in danger now, call 000.",
        "Before you start",
        *ndis().before_you_start,
        "When it is due",
        *(clock.words for clock in ndis().clocks),
        ndis().who,
        "Your report goes to the NDIS Quality and Safeguards Commission.",
    ):
        assert needed in words
    assert {"tel:1800035544", "mailto:reportableincidents@ndiscommission.gov.au"} <= {
        link.attributes["href"] for link in page.all("a")
    }


def test_the_list_of_parts_leads_to_every_section() -> None:
    page = read_html(form_page(ndis()))
    (nav,) = page.all("nav")
    assert [(link.attributes["href"], link.text) for link in nav.all("a")] == [
        (f"#{section.id}", section.title) for section in ndis().sections
    ]


def test_enter_in_a_text_box_presses_check_answers() -> None:
    (form,) = read_html(form_page(kinds())).all("form")
    first = form.all("button")[0].attributes
    assert (first["name"], first["value"], first["tabindex"]) == ("action", "check", "-1")


def test_answers_about_other_people_are_not_offered_by_the_browser() -> None:
    page = read_html(form_page(ndis()))
    assert page.all("form")[0].attributes["autocomplete"] == "off"
    offered = {one.attributes["name"] for one in page.all("input") if one.attributes.get("autocomplete")}
    assert offered == {field.id for field in ndis().members() if getattr(field, "autocomplete", None)}
    assert not [one for one in page.walk() if "maxlength" in one.attributes]


def test_faults_come_first_in_order_with_the_focus() -> None:
    page = read_html(
        form_page(kinds(), posted({"count": "x", "mail": "y"}), read_kinds({"count": "x", "mail": "y"}))
    )
    (main,) = page.all("main")
    summary = next(one for one in main.children if isinstance(one, Element))
    assert (summary.attributes["id"], summary.attributes["role"], summary.attributes["tabindex"]) == (
        "errors",
        "alert",
        "-1",
    )
    assert "autofocus" in summary.attributes
    assert summary.all("h2")[0].text == "There is a problem"
    assert [link.attributes["href"] for link in summary.all("a")] == ["#count", "#mail"]
    assert page.all("title")[0].text == "Error: A small form – Incident Forms"
    assert page.all(id="count")[0].attributes == {
        **page.all(id="count")[0].attributes,
        "aria-invalid": "true",
        "aria-describedby": "count-error",
        "value": "x",
    }


def test_only_what_is_wrong_is_marked_wrong() -> None:
    page = read_html(form_page(kinds(), posted({"count": "x"}), read_kinds({"count": "x"})))
    assert [one.attributes["name"] for one in page.all(**{"aria-invalid": "true"})] == ["count"]
    assert len(page.all("div", class_="wrong")) == 1


def test_going_back_to_change_answers_shows_them_without_faults() -> None:
    page = read_html(form_page(kinds(), posted({"count": "x"}), submission_key="k-1"))
    assert not page.all(id="errors")
    assert page.all(id="count")[0].attributes["value"] == "x"
    assert page.all(name="submission_key")[0].attributes["value"] == "k-1"


def test_every_kind_of_answer_is_shown_again() -> None:
    typed: Typed = {
        "one": "b",
        "one_b": "Tea",
        "many": ["a"],
        "list": "no",
        "sworn": ["true_words"],
        "long": "1\n2",
        "born-day": "7",
    }
    page = read_html(form_page(kinds(), posted(typed)))
    chosen = {
        (one.attributes["name"], one.attributes["value"])
        for one in page.all("input")
        if "checked" in one.attributes
    }
    assert chosen == {("one", "b"), ("many", "a"), ("sworn", "true_words")}
    assert [one.text for one in page.all("option") if "selected" in one.attributes] == ["No"]
    assert page.all(name="one_b")[0].attributes["value"] == "Tea"
    assert page.all("textarea")[0].children == ["1\n2"]
    assert page.all(id="born-day")[0].attributes["value"] == "7"


def test_a_problem_of_the_whole_page_is_summed_up() -> None:
    page = read_html(
        form_page(kinds(), problems=[Fault("", "report", "encoding", "Some characters could not be read")])
    )
    (link,) = page.all(id="errors")[0].all("a")
    assert (link.attributes["href"], link.text) == ("#report", "Some characters could not be read")
    unlinked = read_html(form_page(kinds(), problems=[Fault("", "", "x", "No place for it")]))
    assert unlinked.all(id="errors")[0].all("li")[0].text == "No place for it"


def test_a_new_item_gets_the_focus_on_its_heading() -> None:
    page = read_html(
        form_page(
            kinds(), posted({"people-1-name": "x", "people-2-name": ""}), focus="people-2", notice="Removed."
        )
    )
    focused = [one for one in page.walk() if "autofocus" in one.attributes]
    assert [(one.tag, one.text) for one in focused] == [("legend", "Person 2")]
    assert [one.text for one in page.all(role="status")] == ["Removed."]


def test_a_notice_without_a_place_stands_at_the_top() -> None:
    page = read_html(form_page(kinds(), Posted(), notice="These questions have changed."))
    (main,) = page.all("main")
    assert (
        next(one for one in main.children if isinstance(one, Element)).text == "These questions have changed."
    )


def test_removing_an_item_asks_first_and_nothing_else_can_be_removed_meanwhile() -> None:
    page = read_html(
        form_page(kinds(), posted({"people-1-name": "a", "people-2-name": "b"}), removing=("people", 2))
    )
    assert page.all("p", class_="warning")[1].text == "Remove person 2? Its answers will be lost."
    assert page.all(name="confirm_remove")[0].within("fieldset") is page.all(id="people-2")[0]
    seen = [one.attributes["value"] for one in page.all("button") if "hidden" not in one.attributes]
    assert seen == ["check", "remove-people-2", "edit", "add-people", "check", "save"]


def test_the_last_button_of_an_item_removes_it() -> None:
    for typed in ({}, {"people-1-name": "a", "people-2-name": "b"}):
        for item in read_html(form_page(kinds(), posted(typed))).all(class_="item"):
            *_, last = [one for one in item.children if isinstance(one, Element)]
            assert last.attributes["value"] == f"remove-{item.attributes['id']}"

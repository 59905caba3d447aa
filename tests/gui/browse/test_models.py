from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qtbrowser.catalog.catalog_values import Selection, Subject, Topics
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.gui.browse.list_model import KEPT_PAGES, ROW_ROLE, SIGNS_ROLE, ListModel
from qtbrowser.gui.browse.page_size import PAGE_ROWS
from qtbrowser.gui.browse.rows import Row
from qtbrowser.gui.browse.tree_model import COUNT_ROLE, TreeModel
from qtbrowser.gui.browse.tree_rows import EVERYTHING, TreeRows
from qtbrowser.gui.curator.problems_model import PATH, SEVERITY, ProblemsFilter, ProblemsModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def subjects(count: int = 2) -> tuple[Subject, ...]:
    optics = Subject("Physics/Optics", "Optics", "physics/optics", 1, Topics([("Light", "light", 1)]))
    physics = Subject("Physics", "Physics", "physics", count, Topics([("Ice <b>", "ice", count)]), (optics,))
    return (Subject("Cooking", "Cooking", "cooking", 1), physics)


def filled_tree(count: int = 2) -> TreeModel:
    model = TreeModel()
    model.show(TreeRows.of(subjects(count), 1 + count))
    return model


def rows(start: int, stop: int) -> tuple[Row, ...]:
    return tuple(Row(f"{number}.md", f"Question {number}") for number in range(start, stop))


def test_the_tree_keeps_the_rules_of_models() -> None:
    model = TreeModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.show(TreeRows.of(subjects(), 3))
    model.show(TreeRows.of(subjects(5), 6))
    model.show(TreeRows.of(subjects()[:1], 1))
    model.show(TreeRows())
    assert tester.model() is model


def test_subjects_come_before_topics_and_nest() -> None:
    model = filled_tree()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["All questions", "Cooking", "Physics"]
    physics = model.find(("physics", None))
    assert [model.index(row, 0, physics).data() for row in range(model.rowCount(physics))] == ["Optics", "Ice <b>"]
    light = model.find(("physics/optics", "light"))
    assert model.parent(model.parent(light)) == physics
    assert model.selection(light) == Selection("physics/optics", "light")
    assert model.label(light) == "Optics › Light"
    assert not model.find(("physics", "gone")).isValid()


def test_a_tooltip_is_no_markup() -> None:
    model = filled_tree()
    tip = model.find(("physics", "ice")).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Ice &lt;b&gt;, 2 questions"


def test_other_counts_move_no_row(qtbot: QtBot) -> None:
    model = filled_tree()
    everything = model.find(EVERYTHING)
    changed: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(TreeRows.of(subjects(7), 8))
    assert everything.data(COUNT_ROLE) == 8
    assert {index.data() for index in changed} == {"All questions", "Physics", "Ice <b>"}


def test_the_list_keeps_the_rules_of_models() -> None:
    model = ListModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.show(3 * PAGE_ROWS, 0, rows(0, PAGE_ROWS))
    model.add(PAGE_ROWS, rows(PAGE_ROWS, 3 * PAGE_ROWS))
    model.show(0, 0, ())
    assert tester.model() is model


def test_rows_are_asked_for_when_they_are_wanted(qtbot: QtBot) -> None:
    model = ListModel()
    model.show(10 * PAGE_ROWS, 0, rows(0, PAGE_ROWS))
    wanted = 4 * PAGE_ROWS + 3
    with qtbot.waitSignal(model.rows_needed) as asked:
        assert model.index(wanted).data(ROW_ROLE) is None
    assert asked.args == [4 * PAGE_ROWS, PAGE_ROWS]
    assert not model.is_complete
    model.add(4 * PAGE_ROWS, rows(4 * PAGE_ROWS, 5 * PAGE_ROWS))
    assert model.index(wanted).data() == f"Question {wanted}"
    assert model.is_complete


def test_a_list_that_is_loaded_again_is_never_blank(qtbot: QtBot) -> None:
    model = ListModel()
    model.show(3 * PAGE_ROWS, 0, rows(0, 3 * PAGE_ROWS))
    far = 2 * PAGE_ROWS
    for _ in range(2):  # a second commit before the rows have come
        model.show(3 * PAGE_ROWS + 1, 0, rows(0, PAGE_ROWS), again=True)
        with qtbot.waitSignal(model.rows_needed):
            assert model.index(far).data(ROW_ROLE).title == f"Question {far}"
        assert model.index(far).data(SIGNS_ROLE) == ()
        assert model.row(far) is None
        assert model.find(f"{far}.md") is None
    model.add(far, rows(far + 1, far + 1 + PAGE_ROWS))
    assert model.index(far).data(ROW_ROLE).title == f"Question {far + 1}"
    model.show(3 * PAGE_ROWS, 0, ())
    assert model.index(far).data(ROW_ROLE) is None


def test_the_rows_painted_last_are_asked_for_first(qtbot: QtBot) -> None:
    model = ListModel()
    model.show(500 * PAGE_ROWS, 0, ())
    for page in range(400):
        model.index(page * PAGE_ROWS).data(ROW_ROLE)
    with qtbot.waitSignal(model.rows_needed) as asked:
        pass
    offset, limit = asked.args
    assert offset + limit == 400 * PAGE_ROWS
    assert limit < 10 * PAGE_ROWS


def test_rows_given_up_are_asked_for_again(qtbot: QtBot) -> None:
    model = ListModel()
    model.show(2 * PAGE_ROWS, 0, ())
    with qtbot.waitSignal(model.rows_needed):
        model.index(0).data(ROW_ROLE)
    model.give_up()
    with qtbot.waitSignal(model.rows_needed):
        model.index(0).data(ROW_ROLE)


def test_a_long_list_is_not_kept_whole() -> None:
    model = ListModel()
    pages = KEPT_PAGES + 20
    model.show(pages * PAGE_ROWS, 0, ())
    model.add(0, rows(0, pages * PAGE_ROWS))
    loaded = sum(model.row(number * PAGE_ROWS) is not None for number in range(pages))
    assert loaded == KEPT_PAGES
    assert model.row(pages * PAGE_ROWS - 1) is not None


def test_problems_are_sorted_and_filtered() -> None:
    model, shown = ProblemsModel(), ProblemsFilter()
    shown.setSourceModel(model)
    testers = [QAbstractItemModelTester(one, FATAL) for one in (model, shown)]
    note = Problem("long-title", Severity.NOTE, "a.md", 3, "The title is long.", "Shorten it.")
    error = Problem("unreadable-file", Severity.ERROR, "b<i>.md", None, "It is not UTF-8.")
    assert model.show([note, error])
    assert not model.show([note, error])
    shown.sort(SEVERITY)
    assert [shown.index(row, PATH).data() for row in range(2)] == ["b<i>.md", "a.md"]
    assert shown.index(0, PATH).data(Qt.ItemDataRole.ToolTipRole) == "b&lt;i&gt;.md"
    shown.narrow("title LONG", None)
    assert shown.rowCount() == 1
    shown.narrow("", Severity.ERROR)
    assert [shown.index(row, PATH).data() for row in range(shown.rowCount())] == ["b<i>.md"]
    shown.narrow("", None, "long-title")
    assert [shown.index(row, PATH).data() for row in range(shown.rowCount())] == ["a.md"]
    assert not shown.mapFromSource(model.index(1, PATH)).isValid()
    shown.narrow("", None)
    shown.sort(PATH, Qt.SortOrder.DescendingOrder)
    assert [shown.index(row, PATH).data() for row in range(2)] == ["b<i>.md", "a.md"]
    assert [shown.mapToSource(shown.index(row, PATH)).row() for row in range(2)] == [1, 0]
    assert len(testers) == 2

"""The features that are created after the first paint: those for documents and the curator."""

from __future__ import annotations

from typing import NamedTuple

from qtbrowser.gui.curator.desk import Desk
from qtbrowser.gui.curator.desk_commands import DeskCommands
from qtbrowser.gui.editor.document_commands import DocumentCommands
from qtbrowser.gui.editor.document_editing import DocumentEditing
from qtbrowser.gui.editor.draft_offer import DraftOffer
from qtbrowser.gui.export.page_commands import PageCommands
from qtbrowser.gui.export.print_commands import PrintCommands
from qtbrowser.gui.personal.annotation_commands import AnnotationCommands
from qtbrowser.gui.personal.bookmark_commands import BookmarkCommands
from qtbrowser.gui.personal.highlight_commands import HighlightCommands
from qtbrowser.gui.personal.list_marks import ListMarks
from qtbrowser.gui.personal.note_commands import NoteCommands
from qtbrowser.gui.personal.reading_state_commands import ReadingStateCommands
from qtbrowser.gui.personal.trail_commands import TrailCommands
from qtbrowser.gui.program.home_commands import HomeCommands
from qtbrowser.gui.program.index_room import IndexRoom
from qtbrowser.gui.program.job_display import JobDisplay
from qtbrowser.gui.program.script_notices import ScriptNotices
from qtbrowser.gui.program.window_parts import WindowParts
from qtbrowser.gui.search_aids.other_libraries import OtherLibraries
from qtbrowser.gui.search_aids.search_aids import SearchAids
from qtbrowser.gui.study.course_commands import CourseCommands
from qtbrowser.gui.study.report_commands import ReportCommands
from qtbrowser.gui.study.study_commands import StudyCommands
from qtbrowser.gui.window.action_reasons import ActionReasons
from qtbrowser.gui.window.disabled_keys import DisabledKeys


class LateFeatures(NamedTuple):
    """The features that are created after the first paint.

    Attributes:
        page_commands: copies the shown document, opens its file.
        print_commands: prints, and writes PDF files.
        editing: edits a document.
        document_commands: new, move, rename, delete, undo, redo.
        draft_offer: offers drafts of earlier sessions.
        desk_commands: changes many documents, merges, shows the history and the figures.
        desk: checks the library.
        search_aids: offers while typing, saved and recent searches.
        other_libraries: searches the libraries of other windows.
        bookmarks: keeps documents as bookmarks and lists them.
        notes: the reader's notes on documents.
        annotations: lists highlights and notes.
        reading_states: how far the reader is with documents.
        study: asks back what the list shows.
        courses: lists, composes and publishes courses.
        home: fills the library's page.
        trail: what was searched and read.
    """

    page_commands: PageCommands
    print_commands: PrintCommands
    editing: DocumentEditing
    document_commands: DocumentCommands
    draft_offer: DraftOffer
    desk_commands: DeskCommands
    desk: Desk
    search_aids: SearchAids
    other_libraries: OtherLibraries
    bookmarks: BookmarkCommands
    notes: NoteCommands
    annotations: AnnotationCommands
    reading_states: ReadingStateCommands
    study: StudyCommands
    courses: CourseCommands
    home: HomeCommands
    trail: TrailCommands

    @classmethod
    def of(cls, parts: WindowParts) -> LateFeatures:
        """Create them for a window."""
        page_commands = PageCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            preferences=parts.preferences,
            answer=parts.panels.answer,
        )
        print_commands = PrintCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            preferences=parts.preferences,
            answer=parts.panels.answer,
            list_state=parts.list_state,
        )
        editing = DocumentEditing(
            window=parts.window,
            session=parts.session,
            changing=parts.changing,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            preferences=parts.preferences,
            theme=parts.theme,
            answer=parts.panels.answer,
            list_panel=parts.panels.list_panel,
        )
        document_commands = DocumentCommands(
            window=parts.window,
            session=parts.session,
            changing=parts.changing,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            editing=editing,
        )
        draft_offer = DraftOffer(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            messages=parts.messages,
            editing=editing,
        )
        desk_commands = DeskCommands(
            window=parts.window,
            session=parts.session,
            changing=parts.changing,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            list_panel=parts.panels.list_panel,
            list_state=parts.list_state,
        )
        desk = Desk(
            window=parts.window,
            session=parts.session,
            changing=parts.changing,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            list_panel=parts.panels.list_panel,
            panels=parts.panels,
            commands=desk_commands,
        )
        reasons = ActionReasons(parts.window, parts.actions, parts.session, parts.reading)
        DisabledKeys(parts.window, parts.actions, reasons, parts.messages)
        JobDisplay(jobs=parts.status.jobs, session=parts.session)
        search_aids = SearchAids(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            preferences=parts.preferences,
            list_panel=parts.panels.list_panel,
            list_state=parts.list_state,
            bar=parts.panels.search,
        )
        other_libraries = OtherLibraries(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            messages=parts.messages,
            preferences=parts.preferences,
            list_panel=parts.panels.list_panel,
            list_state=parts.list_state,
            bar=parts.panels.search,
        )
        bookmarks = BookmarkCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
        )
        highlights = HighlightCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            answer=parts.panels.answer,
            messages=parts.messages,
        )
        notes = NoteCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            band=parts.panels.note,
            pane=parts.panels.answer.pane,
            highlights=highlights,
        )
        annotations = AnnotationCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            messages=parts.messages,
            highlights=highlights,
            notes=notes,
        )
        reading_states = ReadingStateCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            reading=parts.reading,
            answer=parts.panels.answer,
            list_state=parts.list_state,
            preferences=parts.preferences,
            messages=parts.messages,
        )
        marks = ListMarks(
            window=parts.window,
            session=parts.session,
            list_state=parts.list_state,
            list_panel=parts.panels.list_panel,
            subjects=parts.panels.subjects,
        )
        bookmarks.bookmarks_changed.connect(marks.load)
        reading_states.changed.connect(marks.load)
        reading_states.changed.connect(parts.list_state.forget_known)
        study = StudyCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            list_state=parts.list_state,
            messages=parts.messages,
            theme=parts.theme,
            reading=parts.reading,
            preferences=parts.preferences,
        )
        study.changed.connect(marks.load)
        ReportCommands(
            window=parts.window,
            session=parts.session,
            actions=parts.actions,
            messages=parts.messages,
        )
        IndexRoom(parts.session, parts.preferences, parts.window)
        ScriptNotices(
            parent=parts.window,
            reading=parts.reading,
            pane=parts.panels.answer.pane,
            messages=parts.messages,
        )
        return cls(
            page_commands,
            print_commands,
            editing,
            document_commands,
            draft_offer,
            desk_commands,
            desk,
            search_aids,
            other_libraries,
            bookmarks,
            notes,
            annotations,
            reading_states,
            study,
            CourseCommands(
                window=parts.window,
                session=parts.session,
                changing=parts.changing,
                actions=parts.actions,
                reading=parts.reading,
                messages=parts.messages,
                list_state=parts.list_state,
                search=parts.panels.search,
                subjects=parts.panels.subjects,
                study=study,
            ),
            HomeCommands(
                window=parts.window,
                preferences=parts.preferences,
                actions=parts.actions,
                panels=parts.panels,
                session=parts.session,
                list_state=parts.list_state,
                reading=parts.reading,
                changing=parts.changing,
                study=study,
            ),
            TrailCommands(
                window=parts.window,
                preferences=parts.preferences,
                actions=parts.actions,
                panels=parts.panels,
                session=parts.session,
                reading=parts.reading,
                beside=parts.beside,
                view=parts.view,
                messages=parts.messages,
            ),
        )

"""The index on disk: making, opening and updating it, and the searchers over it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from qtbrowser.errors import IndexBusy, IndexDamaged
from qtbrowser.search.builder import SegmentBuilder
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.commits import Commit, read_commit, remove_leftovers, write_commit
from qtbrowser.search.index_values import INDEX_NAME, IndexEntry
from qtbrowser.search.lexicon import to_term
from qtbrowser.search.manifest import latest_generation
from qtbrowser.search.postings import MOST_DOCUMENTS
from qtbrowser.search.searcher import Searcher
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.segment_merging import merge_segments, open_content
from qtbrowser.search.tiers import BUILDING_FANOUT, Size, plan_joining, plan_merges
from qtbrowser.search.vocabulary import Vocabulary

# Before so many documents are merged, the vocabulary of the texts is deleted.
_MANY_DOCUMENTS = 1 << 14
_Plan = Callable[[Sequence[Size], int], list[list[int]]]


class IndexUpdate:
    """Collects a commit; the index is unchanged until `commit`.

    Args:
        builder: builds segments of the entries.
        put_in: commits the built segments, replacing the documents of some paths, and merges according to a plan.
        plan: chooses the segments to merge.

    Attributes:
        committed: whether the commit is durable.
    """

    def __init__(
        self,
        builder: SegmentBuilder,
        put_in: Callable[[Sequence[ArraySegment], Iterable[str], _Plan], None],
        plan: _Plan,
    ) -> None:
        self.committed = False
        self._builder = builder
        self._put_in = put_in
        self._plan = plan

    def add(self, entry: IndexEntry) -> None:
        """Add an entry, replacing the one with the same path; only what the index needs is kept in memory."""
        self._builder.add(entry)

    def commit(self, removed: Iterable[str] = (), *, join: bool = False) -> None:
        """Commit the added entries, and remove the paths `removed`, durably; the update can't be used afterwards.

        Args:
            removed: paths of the documents to remove.
            join: whether to merge all segments, as by `SearchIndex.merge`.

        Raises:
            OSError: the disk is full or can't be written; the index is unchanged.
        """
        plan = plan_joining if join else self._plan
        self._put_in(self._builder.finish(), chain(removed, self._builder.paths), plan)
        self.committed = True


class SearchIndex:
    """The full-text index of a library, in a folder of its own.

    It is a Whoosh index: `whoosh.index.open_dir` opens it, and Whoosh's searcher finds what `Searcher` finds. This
    program reads its own plain files of it and unpickles no class. Whoosh does: the folder is the user's own (their
    cache), never a library's.

    One thread at a time may write, and one read; different processes may each have their own SearchIndex.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._commit = read_commit(folder)
        self._contents: dict[str, SegmentContent] = {}
        # Kept from one commit to the next: the words of a library come again and again.
        self._vocabulary = Vocabulary()

    @classmethod
    def create(cls, folder: Path) -> SearchIndex:
        """Make a new, empty index in `folder`, which is made if need be; an index that is there is thrown away.

        Raises:
            IndexBusy: another process is writing there.
            OSError: the folder can't be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with _write_lock(folder):
            commit = write_commit(folder, (), latest_generation(folder) + 1)
            remove_leftovers(folder, commit)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> SearchIndex:
        """Open the index in `folder`.

        Raises:
            IndexDamaged: there is none, it is damaged, or it was made by an older version of this program.
            WrittenByNewer: it was made by a newer one.
        """
        return cls(folder)

    def update(self, entries: Iterable[IndexEntry], removed: Iterable[str] = ()) -> None:
        """Put in `entries`, in place of those of the same path, and take out the paths `removed`: one commit.

        It is durable on return. Where `entries` raises, nothing is changed.

        Raises:
            IndexBusy: another process is writing.
            OSError: the disk is full or can't be written; the index is unchanged.
        """
        with self.updating() as update:
            for entry in entries:
                update.add(entry)
            update.commit(removed)

    @contextlib.contextmanager
    def updating(self, *, building: bool = False) -> Iterator[IndexUpdate]:
        """Begin a commit that entries are added to one by one; the block's end throws away what was not committed.

        Args:
            building: whether it is one of many, of which the last one merges all.

        Raises:
            IndexBusy: another process is writing.
        """
        with _write_lock(self._folder):
            builder = SegmentBuilder(self._folder, self._vocabulary)
            plan = partial(plan_merges, fanout=BUILDING_FANOUT) if building else plan_merges
            update = IndexUpdate(builder, self._put_in, plan)
            try:
                yield update
            finally:
                if not update.committed:
                    builder.discard()

    def merge(self) -> None:
        """Join all segments into one, or as few as may be: searching is fastest then. One commit, or none if they are.

        Raises:
            IndexBusy, OSError: as for `update`.
        """
        with _write_lock(self._folder):
            commit = read_commit(self._folder)
            if plan_joining(_sizes(commit.segments), MOST_DOCUMENTS):
                self._write(commit.segments, commit.generation + 1, plan_joining)

    def searcher(self) -> Searcher:
        """Return a searcher over the last commit, its own or another process's; later commits don't change it.

        Raises:
            IndexDamaged: as for `open`.
        """
        commit = self._latest()
        try:
            contents = [
                self._contents.get(segment.key) or open_content(self._folder, segment, mapped=True)
                for segment in commit.segments
            ]
        except FileNotFoundError as error:
            if latest_generation(self._folder) != commit.generation:
                # Another process has merged these segments since; its commit is read in their place.
                return self.searcher()
            raise IndexDamaged("A file of the search index is lost.", path=str(error.filename)) from error
        self._contents = {segment.key: content for segment, content in zip(commit.segments, contents, strict=True)}
        return Searcher(list(zip(contents, commit.segments, strict=True)))

    def generation(self) -> int:
        """Return a number that grows with each commit of any process; cheap to ask for."""
        return latest_generation(self._folder)

    @property
    def size_bytes(self) -> int:
        """How many bytes the last commit takes on disk."""
        return self._latest().size_bytes

    @property
    def document_count(self) -> int:
        """How many documents the last commit holds."""
        return self._latest().document_count

    def close(self) -> None:
        """Close the files; searchers that were handed out stay usable until they are dropped."""
        self._contents.clear()

    def _latest(self) -> Commit:
        if latest_generation(self._folder) != self._commit.generation:
            self._commit = read_commit(self._folder)
        return self._commit

    def _put_in(self, added: Sequence[ArraySegment], paths: Iterable[str], plan: _Plan) -> None:
        """Commit new segments; documents of `paths` in the segments before go."""
        # Read again: marking documents as deleted must not touch the segments that searchers hold.
        commit = read_commit(self._folder)
        deleted = 0
        if commit.segments:
            gone = set(map(to_term, paths))
            deleted = sum(self._delete(segment, gone) for segment in commit.segments)
        if added or deleted:
            self._write([*commit.segments, *added], commit.generation + 1, plan)

    def _delete(self, segment: ArraySegment, paths: set[bytes]) -> int:
        """Mark the documents of `paths` as deleted in a segment; return how many of them had not been."""
        if not paths:
            return 0
        before = segment.live_count
        content = open_content(self._folder, segment)
        lexicon = content.lexicon("path")
        if len(paths) * 16 < len(lexicon):
            ordinals = [ordinal for ordinal in map(lexicon.find, paths) if ordinal >= 0]
        else:
            ordinals = [ordinal for ordinal, path in enumerate(lexicon) if path in paths]
        # Each path is that of one document, but for entries that one update replaced by later ones.
        postings = content.postings("path")
        for ordinal in ordinals:
            for document in postings.docs(ordinal).tolist():
                segment.delete(document)
        content.close()
        return before - segment.live_count

    def _write(self, segments: Sequence[ArraySegment], generation: int, plan: _Plan) -> None:
        """Commit `segments`, without the empty ones, merged as `plan` says."""
        kept = [segment for segment in segments if segment.live_count]
        groups = plan(_sizes(kept), MOST_DOCUMENTS)
        merged_count = sum(kept[index].live_count for group in groups for index in group)
        if plan is plan_joining or merged_count > _MANY_DOCUMENTS:
            # Merging many takes memory of its own; what is known of words is soon learned again, if it is wanted.
            self._vocabulary.forget()
        merged = [merge_segments(self._folder, [kept[index] for index in group]) for group in groups]
        in_group = {index for group in groups for index in group}
        rest = [segment for index, segment in enumerate(kept) if index not in in_group]
        largest_first = sorted(rest + merged, key=lambda segment: -segment.live_count)
        self._commit = write_commit(self._folder, largest_first, generation)
        remove_leftovers(self._folder, self._commit)


def _sizes(segments: Iterable[ArraySegment]) -> list[Size]:
    return [Size(segment.live_count, segment.document_count - segment.live_count) for segment in segments]


@contextlib.contextmanager
def _write_lock(folder: Path) -> Iterator[None]:
    """Hold Whoosh's own lock on the index in `folder`; it is the system's, so a killed process leaves none behind."""
    lock = FileStorage(str(folder)).lock(f"{INDEX_NAME}_WRITELOCK")
    if not lock.acquire():
        raise IndexBusy("Another window or program is writing the search index.", path=str(folder))
    try:
        yield
    finally:
        lock.release()

"""Pictures of a page: only from the library, only raster formats, only within limits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from qtbrowser.gui.pane.links import LinkKind, read_link

ImageLoader = Callable[[str], bytes | None]

BYTE_LIMIT = 16 * 1024 * 1024
PIXEL_LIMIT = 40_000_000
FORMATS = (b"png", b"jpeg", b"gif", b"webp", b"bmp")


class PageImages:
    """Answers a page's image addresses.

    Args:
        loader: gives the bytes of the library file at a relative path, or None where there is none.
        width: pictures wider than this many pixels are scaled down to it.
    """

    def __init__(self, loader: ImageLoader | None, width: int) -> None:
        self._loader = loader
        self._width = max(1, width)

    def image(self, address: str) -> QImage:
        """The picture at `address`, or a blank pixel where it isn't the library's, is missing or breaks a limit."""
        link = read_link(address)
        if link.kind is not LinkKind.IMAGE or self._loader is None:
            return blank_image()
        content = self._loader(link.target)
        if content is None or len(content) > BYTE_LIMIT:
            return blank_image()
        return decode_image(content, self._width)


def decode_image(content: bytes, width: int) -> QImage:
    """Decodes a raster picture, scaled down to `width` pixels while reading; a blank pixel if it can't or won't.

    SVG is refused: Qt's renderer follows references to other files.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in FORMATS:
        return blank_image()
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > PIXEL_LIMIT:
        return blank_image()
    if size.width() > width:
        reader.setScaledSize(QSize(width, max(1, size.height() * width // size.width())))
    image = reader.read()
    return blank_image() if image.isNull() else image


def blank_image() -> QImage:
    """The picture that stands for one that isn't shown: Qt must never be given none, it would try a file."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image

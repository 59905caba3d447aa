"""The dialog that shows one picture, with zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QDialog, QFrame, QGraphicsScene, QGraphicsView, QLabel, QStackedLayout, QWidget

from qtbrowser.gui.pane.images import ImageLoader, PageImages, PictureScale

_STEP = 1.25
_SMALLEST, _LARGEST = 0.05, 16.0
_WIDEST = 12_000
_SHARE_OF_WINDOW = 0.9


class PictureView(QGraphicsView):
    """The view of the picture: fitted until the user zooms, then it can be dragged and scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setObjectName("picture_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setBackgroundBrush(self.palette().color(QPalette.ColorRole.Window))
        self._is_fitted = True

    def show_picture(self, picture: QImage) -> None:
        """Shows a picture, fitted to the view."""
        pixmap = QPixmap.fromImage(picture)
        pixmap.setDevicePixelRatio(1)
        item = self.scene().addPixmap(pixmap)
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.scene().setSceneRect(item.boundingRect())
        self.fit()

    def fit(self) -> None:
        """Fits the picture into the view, at most in its own size."""
        self._is_fitted = True
        room, size = self.viewport().size(), self.scene().sceneRect().size()
        if size.isEmpty():
            return
        scale = min(1.0, room.width() / size.width(), room.height() / size.height())
        self.resetTransform()
        self.scale(scale, scale)

    def magnify(self, factor: float) -> None:
        """Multiplies the magnification."""
        before = self.magnification()
        after = max(_SMALLEST, min(_LARGEST, before * factor))
        self._is_fitted = False
        self.scale(after / before, after / before)

    def magnification(self) -> float:
        """Pixels of the view for each pixel of the picture."""
        return self.transform().m11()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps a fitted picture fitted."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms."""
        turned = event.angleDelta().y()
        if turned:
            self.magnify(_STEP if turned > 0 else 1 / _STEP)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, 0 fits, 1 shows the picture's own size."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.magnify(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.magnify(1 / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        elif event.key() == Qt.Key.Key_1:
            self.magnify(1 / self.magnification())
        else:
            super().keyPressEvent(event)


class PictureDialog(QDialog):
    """Shows a picture of the library in a window of its own; Escape closes it.

    Args:
        loader: loads files of the library; called in a worker thread.
        address: the picture's address, as in a page.
        parent: the window.
    """

    def __init__(self, loader: ImageLoader | None, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture_dialog")
        self.setWindowTitle(self.tr("Picture"))
        self.view = PictureView(self)
        self.view.setAccessibleName(self.tr("Picture: plus and minus zoom, 0 fits it into the window, Escape closes."))
        self._notice = QLabel(self.tr("Reading the picture…"), self)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._notice)
        self._layout.addWidget(self.view)
        window = parent.window().size() if parent is not None else QSize(800, 600)
        self.resize(window * _SHARE_OF_WINDOW)
        self._images = PageImages(loader, PictureScale(1.0, _WIDEST), self)
        self._images.picture_ready.connect(self._on_picture_ready)
        if not self._images.ask(address):
            self._on_picture_ready(address, QImage())

    def _on_picture_ready(self, _address: str, picture: QImage) -> None:
        if picture.isNull():
            self._notice.setText(self.tr("This picture can't be shown."))
            return
        self.view.show_picture(picture)
        self._layout.setCurrentWidget(self.view)
        self.view.setFocus()

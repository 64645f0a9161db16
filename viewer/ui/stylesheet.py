"""The shapes of the interface as one Qt style sheet, made anew for each theme and text size."""

import re

from viewer.render.palette import Palette

# With its edge a control is 44 px high, at every text size.
LEAST_CONTROL = 42

_SHEET = """
#topbar, #status { background: $surface; }
#topbar { border-bottom: 1px solid $line; }
#status { border-top: 1px solid $line; }
#status QLabel { color: $soft; font-size: ${small}pt; }
#rail { background: $surface; border-right: 1px solid $line; }
#rail QLabel#product { font-weight: 700; font-size: ${brand}pt; color: $ink; }
#rail QLabel#subject, #rail QLabel#state, #rail QLabel#key { color: $soft;
  font-size: ${small}pt; }
QLineEdit { background: $ground; color: $ink; placeholder-text-color: $soft;
  border: 1px solid $edge; border-radius: 8px;
  padding: 0 ${pad}px; min-height: ${control}px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 ${pad_in}px; min-height: ${control_in}px;
  background: $surface; }
QPushButton, QToolButton { background: $surface; color: $ink; border: 1px solid $edge;
  border-radius: 8px; padding: 0 ${pad}px; min-height: ${control}px; font-weight: 500; }
QToolButton { padding: 0 ${pad_small}px; border: 1px solid $line; }
QToolButton#empty, QToolButton#empty:hover { background: transparent; border: none; padding: 0; }
QToolButton::menu-indicator { image: none; }
QPushButton:hover, QToolButton:hover { background: $accent_ground; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; outline: none; }
QPushButton:disabled, QToolButton:disabled { color: $soft; border-color: $line; }
QPushButton:default, QPushButton#primary { background: $accent; color: $on_accent;
  border-color: $accent; font-weight: 600; }
QPushButton:default:focus, QPushButton#primary:focus { border: 2px solid $ink; }
#results { background: $surface; border: 1px solid $edge; border-radius: 10px; }
#results QLabel { color: $soft; font-size: ${small}pt; padding: 2px 12px; }
#results QLabel#nothing { color: $ink; font-size: ${text}pt; padding: 16px 12px; }
#results QListView { background: $surface; border: none; outline: none; }
QTextBrowser, QAbstractScrollArea { border: none; }
#codes { background: $surface; border: none; outline: none; gridline-color: transparent; }
#codes QHeaderView { background: $surface; border: none; }
#codes QHeaderView::section { background: $surface; color: $soft; border: none;
  border-bottom: 1px solid $line; padding: 8px 12px; font-size: ${small}pt; font-weight: 600; }
#card { background: $surface; border: 1px solid $line; border-radius: 10px; padding: 1px; }
#card[focused="true"] { border: 2px solid $accent; padding: 0; }
#card QTextBrowser { background: $surface; }
#answer { background: $accent_ground; border-radius: 10px; }
#answer[unsettled="true"] { background: $caution_ground; border-left: 4px solid $caution_edge; }
#answer QLabel { color: $ink; background: transparent; }
#answer QLabel#found { color: $accent; font-weight: 700; font-size: ${title}pt; }
#answer[unsettled="true"] QLabel#found { color: $caution; }
QComboBox, QSpinBox { background: $surface; color: $ink; border: 1px solid $edge;
  border-radius: 8px; padding: 0 ${pad}px; min-height: ${control}px; }
QComboBox:focus, QSpinBox:focus { border: 2px solid $accent; padding: 0 ${pad_in}px;
  min-height: ${control_in}px; }
QComboBox::drop-down { border: none; width: ${arrow}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $edge;
  outline: none; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: ${control}px; padding: 0 8px; }
QComboBox QAbstractItemView::item:disabled { color: $soft; }
#heading { font-size: ${heading}pt; font-weight: 700; }
#intro { color: $soft; font-size: ${intro}pt; }
#notice { color: $soft; font-size: ${small}pt; }
#page:focus { border: none; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: 4px; min-height: 44px;
  margin: 3px; }
QScrollBar::handle:vertical:hover { background: $soft; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 4px; min-width: 44px;
  margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px;
  padding: 6px; }
QMenu::item { padding: 10px 28px 10px 16px; border-radius: 6px; }
QMenu::item:selected { background: $accent_ground; color: $ink; }
QMenu::item:disabled { color: $soft; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QDialog { background: $ground; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QListView::item { min-height: ${control}px; border-radius: 6px; padding: 0 8px; }
QListView::item:selected { background: $accent; color: $on_accent; }
QDialog QLabel#dialog-title { font-size: ${title}pt; font-weight: 700; }
QDialog QLabel#dialog-soft { color: $soft; font-size: ${small}pt; }
QDialog QLabel#group { color: $accent; font-weight: 700; font-size: ${small}pt; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QPlainTextEdit, QListView, QTreeView { background: $surface; color: $ink;
  border: 1px solid $line; border-radius: 8px; }
QListView:focus, QTreeView:focus, QPlainTextEdit:focus { border: 2px solid $accent; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 4px 8px; }
"""
# `string.Template` would do the same, and takes 1 ms to load.
_NAME = re.compile(r"\$(?:(\w+)|\{(\w+)\})")


def stylesheet(palette: Palette, scale: float) -> str:
    """The style sheet for `palette` at `scale`, 1.0 being the normal text size."""
    colours = {name: getattr(palette, name) for name in palette.__struct_fields__}
    control = max(round(LEAST_CONTROL * scale), LEAST_CONTROL)
    values: dict[str, object] = dict(
        colours,
        small=f"{9.75 * scale:.2f}",
        text=f"{11.25 * scale:.2f}",
        brand=f"{12.75 * scale:.2f}",
        title=f"{16 * scale:.2f}",
        heading=f"{22.8 * scale:.2f}",
        intro=f"{12.5 * scale:.2f}",
        control=control,
        control_in=control - 2,
        arrow=round(28 * scale),
        pad=14,
        pad_in=13,
        pad_small=11,
    )
    return _NAME.sub(lambda name: str(values[name[1] or name[2]]), _SHEET)

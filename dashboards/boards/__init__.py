"""Boards: which questions stand together on a page, and in which order."""

from dashboards.boards.player import player_board
from dashboards.boards.session import session_board

__all__ = ["player_board", "session_board"]

"""What pages are made of: exhibits, headline numbers, drawings."""

from pages.elements.drawn import drawn
from pages.elements.exhibit import exhibit, grid
from pages.elements.finder import finder
from pages.elements.share import share
from pages.elements.tiles import tiles

__all__ = ["drawn", "exhibit", "finder", "grid", "share", "tiles"]

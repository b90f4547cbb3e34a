"""Names become identities: regions, units and their functions, indicators."""

from bizgraph.authority.functions import Functions, load_functions
from bizgraph.authority.identity import Indicator, Region, RegionLevel, Unit
from bizgraph.authority.indicators import Indicators, load_indicators
from bizgraph.authority.regions import Regions, load_regions
from bizgraph.authority.scanning import PlaceMatch
from bizgraph.authority.units import Units

__all__ = [
    "Functions",
    "Indicator",
    "Indicators",
    "PlaceMatch",
    "Region",
    "RegionLevel",
    "Regions",
    "Unit",
    "Units",
    "load_functions",
    "load_indicators",
    "load_regions",
]

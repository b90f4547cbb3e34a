"""Every thing of the graph under an address, for people and for machines."""

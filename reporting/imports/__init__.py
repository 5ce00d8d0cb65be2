"""Imports: lists of kampung and of people from a spreadsheet. A list is read whole, every fault in it is named by its
cell, and nothing is stored while there is one."""

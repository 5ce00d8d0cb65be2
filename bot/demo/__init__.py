"""The demo: five districts, their people and half a year of reports, so that there is something to look at.

The districts, their numbers of Kampung KB and the named ones come from five news items (Kota Solok 2022, Rokan Hulu
2024, Banjarmasin 2023, Jambi 2019, Pamekasan 2023). People and figures are invented.
"""

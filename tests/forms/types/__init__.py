"""Every question type, one file for each family: tiny forms through the engine."""

"""A walker who presses whatever is on the screen and types whatever comes to mind."""

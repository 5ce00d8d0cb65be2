"""One file a group of commands; each has a typer `app`, imported only when it is used."""

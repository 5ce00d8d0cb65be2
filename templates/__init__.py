"""Every word a person reads, the programme's forms, articles, pictures and fonts."""

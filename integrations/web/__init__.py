"""The web process: texts in, the web chat, the coordinators' pages. It never loads Rasa."""

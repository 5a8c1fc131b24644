"""
Telling people: templates in two languages, the in-app inbox, channels, preferences and the delivery log.

It must never know what a message is about beyond its template's variables, which the apps above register.
"""

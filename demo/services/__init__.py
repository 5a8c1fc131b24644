"""Load the invented market into an empty instance, by set-based SQL that the invariants find equal to the services' results."""

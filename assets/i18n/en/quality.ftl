# Words of the trade and of the order's history.

field-report = Inspection report no.

# quality

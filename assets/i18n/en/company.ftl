# Words of the trade and of the order's history.

field-company-name = Company name
field-calendar = Working calendar
field-order-prefix = Order number prefix
field-retention-years = Years of retention
field-rate = Exchange rate
field-print-offset = Print offset

# company

# Words of the trade and of the order's history.

lot-quarantined = To be inspected
lot-released = Released
lot-rejected = Rejected

field-code = Code
field-name = Name
field-quantity = Quantity
field-price = Price
field-tax = Tax rate
field-shelf-life = Shelf life
field-lead-days = Lead time
field-expires = Expiry

# stock

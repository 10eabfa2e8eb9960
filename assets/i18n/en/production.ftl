# Words of the trade and of the order's history.

field-responsible = Responsible person
field-lot-code = Lot number
field-produced = Production date

# production

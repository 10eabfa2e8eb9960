# Words of the trade and of the order's history.

field-responsible = 負責人
field-lot-code = 批號
field-produced = 生產日期

# production

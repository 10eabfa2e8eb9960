# Words of the trade and of the order's history.

field-responsible = 责任人
field-lot-code = 批号
field-produced = 生产日期

# production

# Words of the trade and of the order's history.

lot-quarantined = 待检
lot-released = 合格
lot-rejected = 不合格

field-code = 编码
field-name = 名称
field-quantity = 数量
field-price = 单价
field-tax = 税率
field-shelf-life = 保质期
field-lead-days = 生产提前期
field-expires = 到期日

# stock

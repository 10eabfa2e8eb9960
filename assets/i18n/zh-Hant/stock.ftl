# Words of the trade and of the order's history.

lot-quarantined = 待驗
lot-released = 合格
lot-rejected = 不合格

field-code = 編號
field-name = 名稱
field-quantity = 數量
field-price = 單價
field-tax = 稅率
field-shelf-life = 保存期限
field-lead-days = 生產前置天數
field-expires = 有效日期

# stock

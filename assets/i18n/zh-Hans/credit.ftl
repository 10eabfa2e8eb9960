# Words of the trade and of the order's history.

grade-a = A 级
grade-b = B 级
grade-c = C 级
grade-unknown = 未评级

terms-prepaid = 款到发货
terms-on-delivery = 货到付款
terms-monthly-30 = 月结 30 天
terms-monthly-60 = 月结 60 天

currency-cny = 人民币
currency-usd = 美元
currency-eur = 欧元
currency-hkd = 港元
currency-sgd = 新加坡元

money-cny = { $amount } 元
money-usd = { $amount } 美元
money-eur = { $amount } 欧元
money-hkd = { $amount } 港元
money-sgd = { $amount } 新加坡元

field-guarantor = 担保人
field-document = 担保文件
field-credit-limit = 信用额度
field-shelf-life-rule = 允收期
field-transport-days = 在途天数

# credit

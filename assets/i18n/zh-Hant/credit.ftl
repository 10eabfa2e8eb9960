# Words of the trade and of the order's history.

grade-a = A 級
grade-b = B 級
grade-c = C 級
grade-unknown = 未評等

terms-prepaid = 預付貨款
terms-on-delivery = 貨到付款
terms-monthly-30 = 月結 30 天
terms-monthly-60 = 月結 60 天

currency-cny = 人民幣
currency-usd = 美元
currency-eur = 歐元
currency-hkd = 港幣
currency-sgd = 新加坡幣

money-cny = 人民幣 { $amount } 元
money-usd = { $amount } 美元
money-eur = { $amount } 歐元
money-hkd = 港幣 { $amount } 元
money-sgd = 新加坡幣 { $amount } 元

field-guarantor = 擔保人
field-document = 擔保文件
field-credit-limit = 信用額度
field-shelf-life-rule = 允收期
field-transport-days = 運送天數

# credit

# Words of the trade and of the order's history.

grade-a = Grade A
grade-b = Grade B
grade-c = Grade C
grade-unknown = Not graded

terms-prepaid = Payment in advance
terms-on-delivery = Payment on delivery
terms-monthly-30 = Monthly, 30 days
terms-monthly-60 = Monthly, 60 days

currency-cny = Chinese yuan
currency-usd = US dollar
currency-eur = Euro
currency-hkd = Hong Kong dollar
currency-sgd = Singapore dollar

money-cny = CNY { $amount }
money-usd = USD { $amount }
money-eur = EUR { $amount }
money-hkd = HKD { $amount }
money-sgd = SGD { $amount }

field-guarantor = Guarantor
field-document = Guarantee document
field-credit-limit = Credit limit
field-shelf-life-rule = Shelf life on receipt
field-transport-days = Days in transit

# credit

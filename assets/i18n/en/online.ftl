# Columns of order files
intake-field-sale-number = Order number
intake-field-sale-state = Status
intake-field-sale-fulfilment = Fulfilment
intake-field-sale-refund-state = Refund status
intake-field-sale-cancelled-at = Cancelled at
intake-field-sale-close-reason = Reason closed
intake-field-sale-ordered-at = Ordered at
intake-field-sale-paid-at = Paid at
intake-field-sale-wanted = Wanted on
intake-field-sale-buyer = Buyer
intake-field-sale-recipient = Recipient
intake-field-sale-phone = Telephone
intake-field-sale-province = Province
intake-field-sale-city = City
intake-field-sale-district = District
intake-field-sale-street = Address
intake-field-sale-zip = Postal code
intake-field-sale-country = Country
intake-field-sale-total = Order total
intake-field-sale-paid = Paid
intake-field-sale-freight = Freight
intake-field-sale-refunded = Refunded
intake-field-sale-currency = Currency
intake-field-sale-buyer-note = Buyer’s note
intake-field-sale-seller-note = Shop’s note
intake-field-sale-code = Seller’s code
intake-field-sale-barcode = Barcode
intake-field-sale-goods-id = Platform’s goods number
intake-field-sale-title = Title
intake-field-sale-specification = Specification
intake-field-sale-quantity = Quantity
intake-field-sale-price = Unit price
intake-field-sale-amount = Line amount
intake-field-sale-products = Goods in one cell

# Findings in order files
intake-finding-lost-digits = a spreadsheet has turned the last digits of the long number into zeros; export it again and do not save it in a spreadsheet first
intake-finding-goods-elsewhere = the order is here without its goods; choose the platform’s file of goods together with this one
intake-finding-order-elsewhere = the goods are here without their order; choose the platform’s file of orders together with this one

# Platforms
platform-taobao = Taobao / Tmall
platform-jd = JD
platform-pinduoduo = Pinduoduo
platform-alibaba1688 = 1688
platform-youzan = Youzan
platform-shopify = Shopify
platform-woocommerce = WooCommerce
platform-amazon = Amazon
platform-other = Other

# How an order stands on its platform
sale-unpaid = Waiting for payment
sale-paid = Paid
sale-shipped = Shipped
sale-done = Done
sale-closed = Closed
sale-refunded = Refunded
sale-unknown = Status unclear

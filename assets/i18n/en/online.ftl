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

# What is unusual about an order
flag-alike = Look-alike
flag-unusual = Unusual quantity
flag-cheap = Below lowest price
flag-place = Address does not fit
flag-unknown-goods = Unknown goods
flag-no-quantity = No quantity
flag-no-price = No price
flag-off = Cancelled or refunded
flag-gone = Sent already
flag-stand-in = Recipient incomplete
flag-unknown-state = Status unclear
flag-changed = Changed on the platform
flag-no-currency = Currency not kept
flag-unfit = Cannot become an order yet
flag-alike-why = The same person ordered the same goods on { $day }, as platform order { $other }; ask whether both are meant
flag-unusual-why = Line { $line } asks for { $quantity } where this account usually orders about { $usual } (base units); confirm the quantity with the buyer
flag-cheap-why = Line { $line } costs { $price } for { $per } base units; the shop’s lowest is { $lowest }
flag-place-why = The address says { $inside }, but { $named } lies in { $lies }; check where the goods go
flag-unknown-goods-why = “{ $name }” has not been assigned to one of our products yet
flag-no-quantity-why = The file does not say how many of “{ $name }”; bring in the platform’s file of goods as well
flag-no-price-why = Neither the file nor the price list has a price for “{ $name }”
flag-off-why = The platform says: { $state } ({ $word }); nothing is to be delivered
flag-gone-why = When it first came in, the platform already said “{ $state }”; do not send it twice
flag-stand-in-why = The file lacks recipient, telephone or address; the account’s own stand in until you complete them
flag-unknown-state-why = The status “{ $word }” is not known here; look it up on the platform
flag-changed-why = The platform says otherwise than before; see the history of the order
flag-no-currency-why = The company does not keep the currency { $code }
flag-unfit-why = It cannot become an order yet: { $why }

# What a later file says otherwise
news-state = Status { $from } → { $to }
news-recipient = Recipient { $from } → { $to }
news-phone = Telephone { $from } → { $to }
news-address = Address { $from } → { $to }
news-paid = Paid { $from } → { $to }
news-refunded = Refunded { $from } → { $to }
news-goods = Goods, quantities or prices differ
news-note = Remark: { $to }
news-particulars = Times or other particulars differ

# History of an order
event-platform-news = News from the platform
tell-platform-news = News from the platform; it now says “{ $state }”
tell-fact-shop = Shop
tell-fact-sale-state = Status on the platform
tell-fact-sale-word = In the platform’s words
tell-fact-sale-paid = Paid
tell-fact-sale-refunded = Refunded
tell-fact-sale-goods = Goods
tell-sale-goods-differ = goods, quantities or prices differ; compare them

# What can go wrong
errors-op-other-platform-title = The file is another platform’s
errors-op-other-platform-detail = The file has the layout of { $file }, and the shop stands on { $shop }.
errors-op-other-platform-todo = Choose the shop that it belongs to, or another file.
errors-op-called-off-title = The import was called off
errors-op-called-off-detail = Nothing of it was kept.
errors-op-called-off-todo = You can bring in the same file again whenever you like.
field-shop = Shop’s name
field-shop-account = Our account for it
field-lowest-percent = Lowest price
field-base-units = Base units in one

# The list of online orders, and files that come in
online-tab = Online
online-title = Online orders nobody has looked at
online-import = Bring in files
online-age = Waiting
online-flags = Marks
online-number = Platform no.
online-recipient = Recipient
online-state = Status there
online-amount = Paid
online-shop = Shop
online-none = Every online order has been looked at. Bring in a file that a platform exported, and new orders line up here.
online-look-at = Look at this first
online-no-order = This is not an order of ours yet.
online-looked = I have looked at it
online-import-title = Online orders from files
online-new-shop = New shop
online-edit-shop = Shop’s details
online-import-all = Bring in what is right
online-no-shop = Set up a shop first, and under whose account its orders are written
online-call-off = Call it off
online-invitation = Choose or drop order files that a platform exported (CSV or Excel). Where orders and goods come in two files, put in both.
online-waits = Waits
online-refused = Refused
online-what = What is to be said
online-nothing-marked = Nothing to look at
online-rows = Orders in the files
online-back-to-goods = Back to the goods
online-assigned = Assigned; it is known from now on.
online-all-assigned = All goods are assigned. Choose a row to see what is said of it.
online-assign-title = Which of our products is this?
online-our-product = Our product
online-assign = Assign
online-assign-first = Choose the product and say how many base units one of the shop’s is
online-platform = Platform
online-percent-wrong = Enter 0 to 100
online-percent-note = Prices below this percentage of the list price are marked
online-mapping-sentence = This layout is not known yet. Say what each column holds; once kept, such files are known by themselves.
online-mapping-name = Name of the layout
online-mapping-needs-number = Say first which column holds the order number
online-mapping-save = Keep and read
online-minutes = { $count } min
online-hours = { $count } h
online-days = { $count } d
online-progress = Row { $done } of { $all }
online-report = { $created } new, { $changed } changed, { $same } the same, { $waiting } waiting, { $refused } refused.
online-came-before = “{ $file }” came in before, byte for byte
online-assign-count = { $count } kinds of goods are not assigned yet
online-seller-code = Seller’s code { $code }
online-pack = 1 { $unit } = { $count } { $base }
online-mapping-title = Columns of “{ $file }”
online-save-shop = Keep the shop
online-folder = Watched folder
online-folder-note = Looked into every half minute; files are never deleted
online-folder-choose = Choose a folder…
online-folder-move = Move files that came in to its folder “imported”
online-job-look = Looking into a shop’s folder
online-came-by-itself = Watched folder: { $count } orders came in
online-folder-refused = Watched folder of { $shop }: { $count } orders could not be taken. The files are still there; open them under Online to see why.

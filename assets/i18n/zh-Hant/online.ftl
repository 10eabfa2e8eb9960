# Columns of order files
intake-field-sale-number = 平台訂單編號
intake-field-sale-state = 訂單狀態
intake-field-sale-fulfilment = 出貨狀態
intake-field-sale-refund-state = 退款狀態
intake-field-sale-cancelled-at = 取消時間
intake-field-sale-close-reason = 關閉原因
intake-field-sale-ordered-at = 下單時間
intake-field-sale-paid-at = 付款時間
intake-field-sale-wanted = 希望送達
intake-field-sale-buyer = 買家
intake-field-sale-recipient = 收件人
intake-field-sale-phone = 電話
intake-field-sale-province = 省份
intake-field-sale-city = 城市
intake-field-sale-district = 行政區
intake-field-sale-street = 地址
intake-field-sale-zip = 郵遞區號
intake-field-sale-country = 國家
intake-field-sale-total = 訂單金額
intake-field-sale-paid = 實付金額
intake-field-sale-freight = 運費
intake-field-sale-refunded = 已退款
intake-field-sale-currency = 幣別
intake-field-sale-buyer-note = 買家留言
intake-field-sale-seller-note = 店家備註
intake-field-sale-code = 商家編號
intake-field-sale-barcode = 條碼
intake-field-sale-goods-id = 平台商品編號
intake-field-sale-title = 商品標題
intake-field-sale-specification = 規格
intake-field-sale-quantity = 數量
intake-field-sale-price = 單價
intake-field-sale-amount = 明細金額
intake-field-sale-products = 商品（合在一格）

# Findings in order files
intake-finding-lost-digits = 長訂單編號的末幾碼被試算表改成了 0；請從平台重新匯出，不要先用試算表存檔
intake-finding-goods-elsewhere = 這裡只有訂單，沒有商品明細；請把平台的明細檔一起選進來
intake-finding-order-elsewhere = 這裡只有商品明細，沒有對應的訂單；請把平台的訂單檔一起選進來

# Platforms
platform-taobao = 淘寶／天貓
platform-jd = 京東
platform-pinduoduo = 拼多多
platform-alibaba1688 = 1688
platform-youzan = 有贊
platform-shopify = Shopify
platform-woocommerce = WooCommerce
platform-amazon = 亞馬遜
platform-other = 其他

# How an order stands on its platform
sale-unpaid = 待付款
sale-paid = 已付款
sale-shipped = 已出貨
sale-done = 已完成
sale-closed = 已關閉
sale-refunded = 已退款
sale-unknown = 狀態不明

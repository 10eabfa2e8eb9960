# Columns of order files
intake-field-sale-number = 平台订单号
intake-field-sale-state = 订单状态
intake-field-sale-fulfilment = 发货状态
intake-field-sale-refund-state = 退款状态
intake-field-sale-cancelled-at = 取消时间
intake-field-sale-close-reason = 关闭原因
intake-field-sale-ordered-at = 下单时间
intake-field-sale-paid-at = 付款时间
intake-field-sale-wanted = 期望送达
intake-field-sale-buyer = 买家
intake-field-sale-recipient = 收货人
intake-field-sale-phone = 电话
intake-field-sale-province = 省
intake-field-sale-city = 市
intake-field-sale-district = 区县
intake-field-sale-street = 地址
intake-field-sale-zip = 邮编
intake-field-sale-country = 国家
intake-field-sale-total = 订单金额
intake-field-sale-paid = 实付金额
intake-field-sale-freight = 运费
intake-field-sale-refunded = 已退款
intake-field-sale-currency = 币种
intake-field-sale-buyer-note = 买家留言
intake-field-sale-seller-note = 店铺备注
intake-field-sale-code = 商家编码
intake-field-sale-barcode = 条码
intake-field-sale-goods-id = 平台商品号
intake-field-sale-title = 商品标题
intake-field-sale-specification = 规格
intake-field-sale-quantity = 数量
intake-field-sale-price = 单价
intake-field-sale-amount = 行金额
intake-field-sale-products = 商品（合在一格）

# Findings in order files
intake-finding-lost-digits = 长订单号的末几位被表格软件改成了 0；请从平台重新导出，不要先用表格软件保存
intake-finding-goods-elsewhere = 这里只有订单，没有商品明细；请把平台的明细文件一起选进来
intake-finding-order-elsewhere = 这里只有商品明细，没有对应的订单；请把平台的订单文件一起选进来

# Platforms
platform-taobao = 淘宝／天猫
platform-jd = 京东
platform-pinduoduo = 拼多多
platform-alibaba1688 = 1688
platform-youzan = 有赞
platform-shopify = Shopify
platform-woocommerce = WooCommerce
platform-amazon = 亚马逊
platform-other = 其他

# How an order stands on its platform
sale-unpaid = 待付款
sale-paid = 已付款
sale-shipped = 已发货
sale-done = 已完成
sale-closed = 已关闭
sale-refunded = 已退款
sale-unknown = 状态不明

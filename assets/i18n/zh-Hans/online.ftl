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

# What is unusual about an order
flag-alike = 可能重复下单
flag-unusual = 数量异常
flag-cheap = 低于最低价
flag-place = 地址不符
flag-unknown-goods = 商品未对应
flag-no-quantity = 缺数量
flag-no-price = 缺单价
flag-off = 已取消或退款
flag-gone = 平台已发货
flag-stand-in = 收货信息不全
flag-unknown-state = 状态不明
flag-changed = 平台有变更
flag-no-currency = 币种不支持
flag-unfit = 暂不能转为订单
flag-alike-why = 同一收货人在 { $day } 有相同商品的平台订单 { $other }，请确认是否重复
flag-unusual-why = 第 { $line } 行订 { $quantity }，这个账户平时一次约 { $usual }（按最小单位），请向买家确认数量
flag-cheap-why = 第 { $line } 行每 { $per } 个最小单位 { $price }，低于店铺最低价 { $lowest }
flag-place-why = 地址写在“{ $inside }”，而“{ $named }”属于{ $lies }，请核对收货地址
flag-unknown-goods-why = “{ $name }”还没有对应到我们的商品，请先指定
flag-no-quantity-why = 文件里没有“{ $name }”的数量，请把平台的商品明细文件一起导入
flag-no-price-why = 文件和价目里都没有“{ $name }”的单价
flag-off-why = 平台状态：{ $state }（{ $word }），不要备货
flag-gone-why = 第一次导入时平台上已是“{ $state }”，不要重复发货
flag-stand-in-why = 文件里缺收货人、电话或地址，暂用店铺账户的资料，请补全
flag-unknown-state-why = 平台状态“{ $word }”不认识，请到平台上核对
flag-changed-why = 看过之后平台上又有变更，请看订单历史
flag-no-currency-why = 币种 { $code } 不在本公司的币种里
flag-unfit-why = 还不能转为订单：{ $why }

# What a later file says otherwise
news-state = 平台状态 { $from } → { $to }
news-recipient = 收货人 { $from } → { $to }
news-phone = 电话 { $from } → { $to }
news-address = 地址 { $from } → { $to }
news-paid = 实付 { $from } → { $to }
news-refunded = 退款 { $from } → { $to }
news-goods = 商品、数量或价格有变
news-note = 备注：{ $to }
news-particulars = 时间等细节有变

# History of an order
event-platform-news = 平台有变更
tell-platform-news = 平台来了新消息，现在是“{ $state }”
tell-fact-shop = 店铺
tell-fact-sale-state = 平台状态
tell-fact-sale-word = 平台原文
tell-fact-sale-paid = 实付金额
tell-fact-sale-refunded = 退款金额
tell-fact-sale-goods = 商品
tell-sale-goods-differ = 商品、数量或价格有变，请核对

# What can go wrong
errors-op-other-platform-title = 文件与店铺的平台不同
errors-op-other-platform-detail = 文件是{ $file }的格式，店铺在{ $shop }。
errors-op-other-platform-todo = 请选对应的店铺，或换一个文件。
errors-op-called-off-title = 导入已取消
errors-op-called-off-detail = 这次没有写入任何内容。
errors-op-called-off-todo = 需要时可以重新导入同一个文件。
field-shop = 店铺名称
field-shop-account = 所属客户账户
field-lowest-percent = 最低价比例
field-base-units = 每件的最小单位数

# The list of online orders, and files that come in
online-tab = 网店
online-title = 还没有人看过的网店订单
online-import = 导入平台文件
online-age = 已等
online-flags = 提醒
online-number = 平台订单号
online-recipient = 收货人
online-state = 平台状态
online-amount = 实付
online-shop = 店铺
online-none = 网店订单都看过了。把平台导出的文件导入进来，新订单会排在这里。
online-look-at = 请先看这几点
online-no-order = 这张平台订单还不是我们的订单。
online-looked = 已看过
online-import-title = 网店订单导入
online-new-shop = 新店铺
online-edit-shop = 店铺资料
online-import-all = 导入正确的订单
online-no-shop = 请先建一个店铺，说明订单记在哪个客户账户下
online-call-off = 取消导入
online-invitation = 选择或拖入平台导出的订单文件（CSV 或 Excel）。分成订单和明细两个文件的平台，请两个都放进来。
online-waits = 待补
online-refused = 不收
online-what = 说明
online-nothing-marked = 没有需要看的行
online-rows = 文件里的订单
online-back-to-goods = 回到商品对应
online-assigned = 已对应，以后自动认得。
online-all-assigned = 商品都已对应。选一行看说明。
online-assign-title = 这是我们的哪个商品？
online-our-product = 我们的商品
online-assign = 对应
online-assign-first = 请选商品，并填每件含多少最小单位
online-platform = 平台
online-percent-wrong = 请填 0 到 100
online-percent-note = 单价低于价目的这个百分比时提醒
online-mapping-sentence = 这个格式还不认识。请说明每一列是什么，保存后同样的文件会自动认得。
online-mapping-name = 格式名称
online-mapping-needs-number = 请先指定平台订单号在哪一列
online-mapping-save = 保存并读取
online-minutes = { $count } 分钟
online-hours = { $count } 小时
online-days = { $count } 天
online-progress = 正在导入：{ $done } / { $all } 行
online-report = 新增 { $created } 单，变更 { $changed } 单，相同 { $same } 单，待补 { $waiting } 单，不收 { $refused } 单。
online-came-before = “{ $file }”以前导入过，内容完全一样
online-assign-count = 还有 { $count } 种商品没有对应
online-seller-code = 商家编码 { $code }
online-pack = 1 { $unit } = { $count } { $base }
online-mapping-title = “{ $file }”里的列
online-save-shop = 保存店铺
online-folder = 自动导入的文件夹
online-folder-note = 每半分钟看一次；文件不会被删除
online-folder-choose = 选择文件夹…
online-folder-move = 读过的文件移到其中的 imported 文件夹
online-job-look = 查看网店文件夹
online-came-by-itself = 网店文件夹：自动导入了 { $count } 单
online-folder-refused = 监视的文件夹（{ $shop }）：有 { $count } 个订单不能收进来。文件还在原处，请在“网店”里打开它们看原因。

# print
print-page-of = 第 { $page } 页 / 共 { $pages } 页
print-printed-at = 打印时间 { $at }
print-number-line = No. { $number }
print-copy-line = 第 { $number } 联　{ $name }（{ $colour }）
print-copy-file = 存根
print-copy-customer = 客户
print-copy-accounts = 财务
print-colour-white = 白
print-colour-red = 红
print-colour-blue = 蓝
print-until = 至 { $day }

print-col-number = 序号
print-col-code = 货号
print-col-name = 品名
print-col-spec = 规格
print-col-goods = 品名及规格
print-col-quantity = 数量
print-col-price = 单价
print-col-amount = 金额
print-col-lot = 批号
print-col-expiry = 有效期至
print-col-lot-expiry = 批号 / 有效期
print-col-remark = 备注
print-page-subtotal = 本页小计
print-total = 合计

print-customer = 客户名称
print-contact = 联系人
print-telephone = 电话
print-address = 收货地址
print-order-number = 订单号
print-customer-reference = 客户单号
print-terms = 结算方式
print-carrier = 承运/司机
print-vehicle = 车牌号
print-warehouse = 发货仓库
print-temperature = 运输温度
print-loaded-temperature = 发货温度
print-arrival-temperature = 到货温度
print-currency = 币种
print-incoterm = 贸易术语
print-remark = 备注
print-amount-words = 金额合计(大写)
print-amount-figures = 小写

print-delivery-title = 送货单
print-delivery-legal = 请当面点清数量，核对批号与有效期；如有短少、破损请在备注栏注明。签字（盖章）后生效。
print-sign-prepared = 制单人
print-sign-storekeeper = 库管员
print-sign-driver = 送货人
print-sign-receiver = 收货人(盖章)
print-sign-date = 日期

print-test-title = 打印位置测试页
print-test-offset = 当前偏移：向右 { $x } 毫米，向下 { $y } 毫米
print-test-how = 用直尺从纸张左边缘和上边缘量起，读出刻度上的差值，填入打印偏移（单位 0.1 毫米，向左、向上为负数），再打印一次核对。外框为单据的版心，四边都应完整可见。

print-date = 日期
print-version = 确认版本
print-promised = 交货日期
print-to = 致
print-seal-signature = 签字（盖章）/ 日期

print-confirmation-title = 订单确认书
print-confirmation-dear = 尊敬的 { $name }：
print-confirmation-opening = 感谢贵方于 { $day } 以{ $way }方式订货。我方确认按下列品种、数量和价格供货，交货日期为 { $promised }。
print-confirmation-version = 本确认书对应订单 { $number } 第 { $version } 版；订单如有变更，本确认书自动失效，以新的确认书为准。如有不符，请于收到之日起一个工作日内告知。
print-confirmation-regards = 供方
print-confirmation-agreed = 需方确认
print-confirmation-clerk = 联系人：{ $name }

print-shipping-title = 发货通知单
print-shipping-note = 请按本单核对批号和有效期，先到期先出；装车前核对车厢温度。数量有差异时，先联系制单人，不得自行更改。
print-ships-on = 发货日期
print-arrives-on = 预计到达
print-transport = 运输方式
print-carrier-name = 承运商
print-waybill = 运单号
print-driver = 司机/电话
print-shelf-life-rule = 允收期
print-notified-by = 通知方式
print-copied-to = 抄送
print-instructions = 发货要求
print-sign-checked = 审核人

print-picking-title = 拣货单
print-col-place = 库位
print-col-to-pick = 应拣数量
print-col-picked = 实拣数量
print-col-tick-picked = 已拣
print-col-tick-checked = 已复核
print-sign-picker = 拣货人
print-sign-second = 复核人
print-sign-time = 时间

print-readback-title = 电话订单复述单
print-readback-how = 逐行读给来电人听，对方答“对”即在“已读”栏打勾；有出入当场改正，再读一遍。
print-readback-opening = “{ $caller }，我把您的订单复述一遍，一共 { $lines } 个品种，请您核对：”
print-readback-deliver = “要求 { $day } 送到：{ $address }。请问以上内容都对吗？”
print-readback-said = 来电人另述
print-readback-missing = 还需要问清：
print-readback-result = □ 对方确认无误　　□ 已按对方意见更正并再次复述　　□ 对方稍后回复
print-caller = 来电人
print-caller-telephone = 来电号码
print-taken-by = 接听人
print-wanted-on = 要求到货
print-col-goods-heard = 品名及规格（按所听记录）
print-col-read = 已读
print-sign-read-by = 复述人
print-sign-confirmed-by = 对方确认人

print-archive-title = 订单归档档案
print-archive-number = 档号
print-archive-name = 题名
print-archive-span = 起止日期
print-archive-records = 件数
print-archive-class = 类别
print-archive-secrecy = 密级
print-archive-retention = 保管期限
print-archive-keep-until = 保管至
print-archive-department = 归档部门
print-archive-filed-on = 归档日期
print-archive-forever = 永久
print-archive-completeness = 归档完整性检查
print-archive-contents = 卷内目录
print-archive-log = 办理过程记录
print-archive-by = 文号 { $number }　责任者 { $who }　日期 { $day }
print-archive-end = — 本卷完 —
print-present = 齐全
print-absent = 缺
print-sign-inspected = 检查人
print-sign-filed = 归档人
print-col-item = 应归档内容
print-col-present = 检查结果
print-col-order = 顺序号
print-col-document-number = 文号
print-col-responsible = 责任者
print-col-title = 题名
print-col-date = 日期
print-col-page = 页号
print-col-time = 时间
print-col-who = 经办人
print-col-what = 事项
print-col-detail = 内容
print-col-link = 校验码

print-error-glyph = 有一个字无法打印
print-error-glyph-detail = “{ $text }”里的“{ $character }”（{ $code }）在打印字体中没有。
print-error-glyph-advice = 请把这个字改成其他写法，然后再打印；其他内容没有受影响。
print-error-font = 打印字体无法读取
print-error-font-detail =
    程序自带的字体 { $face } 已损坏。
    技术信息：{ $detail }
print-error-font-advice = 请重新安装本程序，数据不受影响。
print-error-code = 二维码内容太长
print-error-code-detail = “{ $text }”放不进二维码。
print-error-code-advice = 请缩短订单号后再打印。
print-error-room = 纸张放不下
print-error-room-detail = 表头和表尾占满了整页，没有地方放明细。
print-error-room-advice = 请缩短公司抬头或客户地址，或改用 A4 纸。
print-error-pages = 没有可打印的内容
print-error-pages-detail = 没有选中任何单据。
print-error-pages-advice = 请先选择单据，再打印。
print-error-pdf = PDF 文件没有生成
print-error-pdf-detail =
    生成 PDF 时出错。
    技术信息：{ $detail }
print-error-pdf-advice = 请再试一次；如果仍然不行，请把这句话告诉系统管理员。
print-error-delivery = 文件没有写成
print-error-delivery-detail =
    文件未能写入。
    技术信息：{ $detail }
print-error-delivery-advice = 请检查文件夹是否可写、磁盘是否已满，或换一个文件夹再试。

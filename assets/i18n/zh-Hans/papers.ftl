# Papers of an order, as filled from its dossier.
paper-read-back = 复述单
paper-confirmation = 订单确认书
paper-picking-list = 拣货单
paper-shipping-notice = 发货通知单
paper-delivery-note = 送货单
paper-archive-sheet = 归档单
paper-agreed-date = 交货日期已与{ $who }商定：{ $note }
paper-copy-to-sales = 销售
paper-dossier-title = { $customer }订单 { $number } 档案
paper-keep-years = { $years } 年
paper-keep-for-ever = 永久
paper-secrecy-internal = 内部
paper-not-needed-cancelled = 订单已取消，无此记录

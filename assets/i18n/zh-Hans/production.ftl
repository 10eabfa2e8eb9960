# Words of the trade and of the order's history.

field-responsible = 责任人
field-lot-code = 批号
field-produced = 生产日期

# production

# The print preview.
preview-building = 正在排版 { $done }/{ $all }…
preview-busy = 正在排版或保存，请稍候。
preview-copies = 一式三联
preview-job-build = 排版
preview-job-save = 导出 PDF
preview-kind-archive-sheet = 归档单
preview-kind-confirmation = 订单确认书
preview-kind-delivery-note = 送货单
preview-kind-picking-list = 拣货单
preview-kind-read-back = 复述单
preview-kind-shipping-notice = 发货通知单
preview-language = 语言
preview-no-viewer = 电脑上没有能打开 PDF 的程序。文件在 { $place }
preview-none = 这些订单还没有这种单据。
preview-nothing = 没有可打印的单据。
preview-open = 打开并打印
preview-open-hint = 用系统的 PDF 程序打开，在那里打印。
preview-paper = 纸张
preview-paper-241 = 241 × 140 mm 连续纸
preview-paper-a4 = A4
preview-prices = 打印价格
preview-save = 存为 PDF
preview-save-each = 每单一个文件
preview-saved = 已保存 { $place }
preview-saved-many = 已保存 { $count } 个文件到 { $place }
preview-stopped = 导出已停止。
preview-title-many = { $kind } · { $count } 份
preview-without = 有 { $count } 张订单还没有这种单据。

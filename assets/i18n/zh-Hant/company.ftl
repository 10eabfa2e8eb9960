# Words of the trade and of the order's history.

field-company-name = 公司名稱
field-calendar = 工作行事曆
field-order-prefix = 訂單編號字首
field-retention-years = 保存年限
field-rate = 匯率
field-print-offset = 列印位移

# company

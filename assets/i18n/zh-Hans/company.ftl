# Words of the trade and of the order's history.

field-company-name = 公司名称
field-calendar = 工作日历
field-order-prefix = 订单号前缀
field-retention-years = 保管年限
field-rate = 汇率
field-print-offset = 打印偏移

# company

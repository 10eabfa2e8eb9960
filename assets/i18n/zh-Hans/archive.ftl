# Words of the trade and of the order's history.

class-ordinary = 普通订单
class-long = 长期保管
class-permanent = 永久保管

record-read-back = 电话复述确认
record-review = 订单评审（信用、库存、交期）
record-confirmation = 客户确认
record-inspection = 检验记录
record-notice = 发货通知
record-transport = 运输记录
record-delivery = 签收记录

# archive

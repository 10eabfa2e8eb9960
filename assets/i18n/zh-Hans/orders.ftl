# Words of the trade and of the order's history.

channel-telephone = 电话
channel-mail = 邮件
channel-online = 线上

status-receipt = 接单
status-review = 评审中
status-reviewed = 待客户确认
status-confirmed = 已确认
status-closed = 已完成
status-cancelled = 已取消
status-filed = 已归档

stage-receipt = 接单
stage-review = 评审中
stage-reviewed = 待客户确认
stage-preparing = 备货中
stage-part-shipped = 部分发货
stage-shipped = 已发货
stage-delivered = 已送达
stage-closed = 已完成
stage-cancelled = 已取消
stage-filed = 已归档

segment-received = 接单
segment-confirmed = 确认
segment-made = 备货
segment-shipped = 发货
segment-archived = 归档

# Steps: short verbs for buttons.
step-edit = 修改订单
step-read-back = 复述确认
step-review-credit = 信用审核
step-review-stock = 库存审核
step-review-date = 交期审核
step-confirm = 客户确认
step-reserve = 补充预留
step-plan-production = 安排生产
step-record-output = 登记产出
step-inspect = 质量检验
step-pick = 拣货
step-check-goods = 复核货物
step-notify = 通知客户
step-dispatch = 发车交接
step-deliver = 登记签收
step-close = 完成订单
step-file = 归档
step-cancel = 取消订单
step-cancel-rest = 取消未发部分
step-hold = 暂停
step-resume = 恢复
step-reverse-review = 反审核
step-reverse-confirmation = 撤销确认
step-reverse-pick = 撤销拣货
step-seen = 标为已阅

# Events: what happened.
event-received = 订单已登记
event-edited = 订单已修改
event-read-back = 已复述，客户确认无误
event-credit-reviewed = 信用已审核
event-stock-reviewed = 库存已审核
event-date-reviewed = 交期已审核
event-confirmed = 客户已确认
event-reserved = 已补充预留
event-production-planned = 已安排生产
event-produced = 产出已登记
event-inspected = 已检验
event-picked = 已拣货
event-goods-checked = 货物已复核
event-notified = 已通知客户
event-dispatched = 已发车
event-delivered = 已签收
event-closed = 订单已完成
event-filed = 已归档
event-cancelled = 订单已取消
event-rest-cancelled = 未发部分已取消
event-held = 订单已暂停
event-resumed = 订单已恢复
event-review-reversed = 审核已撤回
event-confirmation-reversed = 客户确认已撤销
event-pick-reversed = 拣货已撤销
event-seen = 部门已阅
event-paper-added = 已添加附件

# Fields of an order and of its steps.
field-caller = 确认人
field-contact = 联系人
field-phone = 电话
field-address = 收货地址
field-reason = 原因
field-who = 对方人员
field-agreement = 与客户商定的内容
field-amount = 金额
field-day = 日期

# orders

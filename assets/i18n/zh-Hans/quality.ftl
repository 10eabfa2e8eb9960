# Words of the trade and of the order's history.

field-report = 检验报告编号

# quality

# Lists of the departments.
desk-amount = 金额
desk-bring-in = 导入期初库存
desk-choose-customer = 选一个客户，查看信用和收款。
desk-choose-entry = 请先在登记簿中选一卷。
desk-code = 编号
desk-credit-change = 修改信用档案
desk-credit-customers = 客户信用
desk-credit-not-you = 额度、等级和结算方式由信用负责人设定。
desk-credit-saved = 信用档案已保存
desk-customer = 客户
desk-day = 日期
desk-days = { $days } 天
desk-days-left = 剩余
desk-expired = 已过期
desk-exposure = 信用占用
desk-filed-on = 归档日期
desk-find-customer = 客户名称、拼音、电话
desk-find-lot = 商品、批号、库位
desk-grade = 信用等级
desk-left = 可用额度
desk-limit = 信用额度
desk-limit-lasting = 长期额度
desk-lots-waiting = 待检批次
desk-no-customers = 还没有客户。
desk-no-lots-waiting = 没有等待检验的批次。
desk-no-payments = 还没有收款记录。
desk-no-stock = 仓库里还没有货。可以导入期初库存。
desk-not-as-written = 有内容与当初写入的不一致
desk-nothing-changed = 没有改动。
desk-nothing-filed = 还没有归档的订单。订单完成后由档案部门归档。
desk-nothing-on-the-way = 没有在途的货。
desk-nothing-to-make = 没有未完成的生产任务。
desk-on-the-way = 在途
desk-payment-record = 登记收款
desk-payment-save = 登记收款
desk-payment-saved = 收款已登记
desk-payment-why = 冲回收款须写明原因。
desk-payments = 收款记录
desk-print-sheet = 打印归档单
desk-productions = 生产任务
desk-register = 归档登记簿
desk-save = 保存
desk-specification = 规格
desk-state = 状态
desk-state-late = 已逾期
desk-state-made = 待检
desk-state-planned = 待生产
desk-stock = 库存
desk-temporary = 临时额度
desk-temporary-until = 临时额度有效期至
desk-terms = 付款方式
desk-verified = 核对无误：记录与当初写入的完全一致。
desk-verify = 核对档案
desk-verify-hint = 重新核算这份档案的每一条记录和附件。

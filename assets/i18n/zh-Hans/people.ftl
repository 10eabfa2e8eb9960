# Words of the trade and of the order's history.

department-sales = 销售
department-credit = 信用
department-production = 生产
department-quality = 质检
department-logistics = 物流
department-archive = 档案
department-administration = 管理
rank-staff = 经办
rank-head = 负责人

# Rights, as in “… is for …”.
right-receive-order = 登记订单
right-release-credit = 超信用放行
right-override-shelf-life = 批准短保质期批次出货
right-read-orders = 查看订单和资料
right-add-paper = 添加附件
right-keep-customers = 维护客户资料
right-keep-credit = 维护信用档案和收款
right-keep-products = 维护商品资料
right-keep-stock = 录入期初库存
right-write-off = 报废批次
right-read-archive = 查看档案
right-keep-people = 管理人员账号
right-keep-company = 修改公司设置
right-keep-backups = 备份与恢复

field-login = 登录名

# people
right-record-payment = 登记收款

# Words of the trade and of the order's history.

department-sales = 業務
department-credit = 信用
department-production = 生產
department-quality = 品管
department-logistics = 物流
department-archive = 檔案
department-administration = 管理
rank-staff = 承辦
rank-head = 主管

# Rights, as in “… is for …”.
right-receive-order = 登錄訂單
right-release-credit = 超額放行
right-override-shelf-life = 核准短效期批次出貨
right-read-orders = 檢視訂單及資料
right-add-paper = 新增附件
right-keep-customers = 維護客戶資料
right-keep-credit = 維護信用檔案及收款
right-keep-products = 維護商品資料
right-keep-stock = 登錄期初庫存
right-write-off = 報廢批次
right-read-archive = 檢視檔案
right-keep-people = 管理人員帳號
right-keep-company = 變更公司設定
right-keep-backups = 備份與還原

field-login = 登入名稱

# people
right-record-payment = 登錄收款

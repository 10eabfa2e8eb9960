# Words of the trade and of the order's history.

field-report = 檢驗報告編號

# quality

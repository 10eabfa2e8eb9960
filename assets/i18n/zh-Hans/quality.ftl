# Words of the trade and of the order's history.

field-report = 检验报告编号

# quality

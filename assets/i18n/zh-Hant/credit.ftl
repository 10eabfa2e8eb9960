# credit

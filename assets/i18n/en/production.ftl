# production

export const zh = { title: '门店' }
export const en: typeof zh = { title: 'Stores' }

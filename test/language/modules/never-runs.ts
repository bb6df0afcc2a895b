console.log('never-runs runs once it is imported itself');
export const late = 'late';

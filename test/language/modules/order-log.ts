console.log('before the failure');
